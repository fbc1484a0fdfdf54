package dev.vertepath.exchange.message;

import dev.vertepath.record.RecordException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/**
 * How bodies of FHIR are read and looked at, as the boundary does it.
 *
 * @param tree the resource in bytes of a Content-Type; it throws a {@link RecordException} for what
 *     is none
 * @param check throws a {@link RecordException} with every problem of a resource, given its place
 * @param names lets problems say in words which entry of a bundle they are about
 */
public record FhirBodies(
    BiFunction<byte[], String, ObjectNode> tree,
    BiConsumer<ObjectNode, String> check,
    BiFunction<ObjectNode, RecordException, RecordException> names) {}
