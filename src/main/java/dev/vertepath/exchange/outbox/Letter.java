package dev.vertepath.exchange.outbox;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to a receiver by POST.
 *
 * @param id the same in each attempt
 * @param headers beside the content's type and those that sign it
 * @param secret signs it; null for none
 * @param patience how long the receiver may take for all of its answer
 * @param toBeAnswered whether it is a message, and the receiver says by one what became of it
 * @param trusted whether the operator of the service named the receiver: then it may be anywhere
 */
@SuppressWarnings("ArrayRecordComponent")
public record Letter(
    String id,
    URI url,
    Map<String, String> headers,
    String contentType,
    byte[] body,
    byte @Nullable [] secret,
    Duration patience,
    boolean toBeAnswered,
    boolean trusted) {}
