package dev.vertepath.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is kept from request to request. It blocks and copies once, because it shares
 * the processors with what it measures.
 */
final class KeptConnection implements AutoCloseable {

  /** After which a service that does not answer is taken for one that hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final URI base;
  private final int mllpPort;
  private final @Nullable String authorization;
  private @Nullable MllpConnection mllp;
  private final HttpRequestExecutor executor = new HttpRequestExecutor();
  private final HttpCoreContext context = HttpCoreContext.create();
  private DefaultBHttpClientConnection connection;
  private byte[] buffer = new byte[256 * 1024];

  /**
   * @param token that each request brings; null if nobody logs in
   */
  KeptConnection(Service service, @Nullable String token) throws IOException {
    this.base = service.base();
    this.mllpPort = service.mllpPort();
    this.authorization = token == null ? null : "Bearer " + token;
    this.connection = open();
  }

  private DefaultBHttpClientConnection open() throws IOException {
    var opened =
        new DefaultBHttpClientConnection(
            Http1Config.custom().setBufferSize(32 * 1024).build(), null, null);
    var socket = new Socket(base.getHost(), base.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    opened.bind(socket);
    return opened;
  }

  /**
   * Sends the request and reads the answer whole.
   *
   * @throws IOException when the connection breaks; the next request opens another
   */
  Answer send(Request asked) throws IOException {
    if (asked.isByMllp()) {
      return byMllp(Objects.requireNonNull(asked.body()));
    }
    if (!connection.isOpen()) {
      connection = open();
    }
    ClassicHttpRequest request =
        new BasicClassicHttpRequest(
            asked.method(), asked.isOfRoot() ? asked.path() : base.getPath() + asked.path());
    request.setHeader("Host", base.getAuthority());
    request.setHeader("Accept", "application/fhir+json");
    if (authorization != null) {
      request.setHeader("Authorization", authorization);
    }
    byte[] body = asked.body();
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body, ContentType.create(asked.format())));
      request.setHeader("Content-Type", asked.format());
      request.setHeader("Content-Length", body.length);
    }
    try (ClassicHttpResponse response = executor.execute(request, connection, context)) {
      int length = read(response.getEntity());
      if (!DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context)) {
        connection.close();
      }
      return new Answer(response.getCode(), buffer, length);
    } catch (HttpException e) {
      connection.close();
      throw new IOException(e);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private Answer byMllp(byte[] message) throws IOException {
    MllpConnection kept = mllp;
    if (kept == null) {
      kept = new MllpConnection(base.getHost(), mllpPort, (int) PATIENCE.toMillis());
      mllp = kept;
    }
    try {
      return kept.send(message);
    } catch (IOException e) {
      kept.close();
      mllp = null;
      throw e;
    }
  }

  private int read(HttpEntity entity) throws IOException {
    int length = 0;
    if (entity == null) {
      return length;
    }
    try (InputStream in = entity.getContent()) {
      int got = in.read(buffer, 0, buffer.length);
      while (got >= 0) {
        length += got;
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, 2 * length);
        }
        got = in.read(buffer, length, buffer.length - length);
      }
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    connection.close();
    if (mllp != null) {
      mllp.close();
    }
  }
}
