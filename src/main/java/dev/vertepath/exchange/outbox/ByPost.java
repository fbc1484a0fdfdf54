package dev.vertepath.exchange.outbox;

import org.jspecify.annotations.Nullable;

/** Carries over HTTP what somebody writes. */
record ByPost(LetterWriter writer, Post post) implements Carrier {

  @Override
  public boolean isFor(String channel) {
    return writer.isFor(channel);
  }

  @Override
  public Attempt carry(Delivery delivery) throws Undeliverable {
    return post.send(writer.write(delivery));
  }

  @Override
  public void attempted(String channel, @Nullable String problem, int failures) {
    writer.attempted(channel, problem, failures);
  }
}
