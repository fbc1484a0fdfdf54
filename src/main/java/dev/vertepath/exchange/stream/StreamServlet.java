package dev.vertepath.exchange.stream;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /events}: the events of all topics from now on, or from the one after {@code
 * Last-Event-ID}. Each stream has a thread of its own, beside those of the requests: see
 * docs/decisions/0015.
 */
final class StreamServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(StreamServlet.class);
  private static final int AT_ONCE = 64;
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;

  private final transient EventStream stream;
  private final transient Newest newest;
  private final transient Semaphore free = new Semaphore(AT_ONCE);

  StreamServlet(EventStream stream, Newest newest) {
    this.stream = stream;
    this.newest = newest;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String last = request.getHeader("Last-Event-ID");
    if (last != null && !last.matches("\\d{1,18}")) {
      response.sendError(BAD_REQUEST, "Last-Event-ID must be the number of an event");
      return;
    }
    if (!free.tryAcquire()) {
      response.setHeader("Retry-After", "30");
      response.sendError(UNAVAILABLE, "There are as many streams as there may be");
      return;
    }
    Caller caller = CurrentCaller.get();
    Line line = null;
    try {
      newest.listen();
      long after = last == null ? newest.ask() : Long.parseLong(last);
      response.setContentType("text/event-stream;charset=UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Accel-Buffering", "no");
      AsyncContext context = request.startAsync(request, response);
      context.setTimeout(0);
      line = new Line(context, caller, after);
      context.addListener(line);
      response.flushBuffer();
      Thread.ofPlatform().daemon().name("event-stream").start(line);
    } catch (RuntimeException | IOException | Error e) {
      free.release();
      if (line != null) {
        // Nobody writes: the container, which is told of this, shall not wait for it.
        line.written.countDown();
      }
      throw e;
    }
  }

  /**
   * One stream and its end. The container uses request and response again for others as soon as
   * they are completed: whoever still wrote then, or completed once more, would end the stream of
   * somebody else. So the thread that writes has let go of them before they are completed, though
   * the container may have been told meanwhile that the client has left.
   */
  private final class Line implements Runnable, AsyncListener {

    private final AsyncContext context;
    private final Caller caller;
    private final long after;
    private final CountDownLatch written = new CountDownLatch(1);

    Line(AsyncContext context, Caller caller, long after) {
      this.context = context;
      this.caller = caller;
      this.after = after;
    }

    @Override
    public void run() {
      try {
        stream.write(caller, after, context.getResponse().getOutputStream());
      } catch (IOException e) {
        // The client has left.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.warn("A stream of events broke off; its client comes again", e);
      } finally {
        free.release();
        complete();
        written.countDown();
      }
    }

    private void complete() {
      try {
        context.complete();
      } catch (IllegalStateException e) {
        // It ended with the connection.
      }
    }

    /** A client that leaves is no error: there is nobody to be shown a page of one. */
    @Override
    public void onError(AsyncEvent event) {
      try {
        written.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
