package dev.vertepath.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** Tomcat as the service runs it, and nothing else: {@code GET /985} is answered by 985 bytes. */
final class ConstantAnswers extends HttpServlet {

  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

  /** Runs until it is ended, on the port that is the one argument. */
  public static void main(String... arguments) throws IOException, LifecycleException {
    var tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("constant-answers").toString());
    tomcat.setPort(Integer.parseInt(arguments[0]));
    tomcat.getConnector();
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "constant", new ConstantAnswers()).addMapping("/*");
    tomcat.start();
    tomcat.getServer().await();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] answer =
        answers.computeIfAbsent(
            request.getPathInfo(), path -> new byte[Integer.parseInt(path.substring(1))]);
    response.setContentType("application/fhir+json");
    response.setContentLength(answer.length);
    response.getOutputStream().write(answer);
  }
}
