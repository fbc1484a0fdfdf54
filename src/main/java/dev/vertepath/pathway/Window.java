package dev.vertepath.pathway;

import java.time.Instant;

/** A time to do something in, both ends included. */
public record Window(Instant start, Instant end) {}
