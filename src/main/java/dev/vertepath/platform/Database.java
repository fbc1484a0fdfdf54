package dev.vertepath.platform;

import org.jspecify.annotations.Nullable;

/** Where the record is kept. */
sealed interface Database extends AutoCloseable permits EmbeddedServer, ExternalDatabase {

  String url();

  @Nullable String username();

  @Nullable String password();

  @Override
  void close();
}
