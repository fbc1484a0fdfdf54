package dev.vertepath.exchange.outbox;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends a letter once, by the rules of the outbox. */
public final class Mail implements AutoCloseable {

  private final Post post;

  Mail(Post post) {
    this.post = post;
  }

  Post post() {
    return post;
  }

  /**
   * @return why it was not delivered; null when it was
   */
  public @Nullable String send(Letter letter) {
    return switch (post.send(letter)) {
      case Attempt.Delivered delivered -> null;
      case Attempt.Failed failed -> failed.problem();
    };
  }

  @Override
  public void close() throws IOException {
    post.close();
  }
}
