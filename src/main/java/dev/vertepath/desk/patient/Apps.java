package dev.vertepath.desk.patient;

import dev.vertepath.access.issuer.Launches;
import dev.vertepath.access.issuer.Launches.App;
import dev.vertepath.desk.frame.PageHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * Apps that the patient's page can be opened with; none where the service does not give their
 * tokens itself.
 */
@ConditionalOnWebApplication
@Component
class Apps {

  private final @Nullable Launches launches;

  Apps(ObjectProvider<Launches> launches) {
    this.launches = launches.getIfAvailable();
  }

  /** Before the page is written: its policy lets forms lead to these apps. */
  void offer(Model model, HttpServletResponse response) {
    List<App> apps = launches == null ? List.of() : launches.apps();
    model.addAttribute("apps", apps);
    PageHeaders.letFormsLeadTo(apps.stream().map(App::origin).toList(), response);
  }

  /**
   * Sends the browser to the app.
   *
   * @throws dev.vertepath.record.RecordException when there is no such app, or patient in sight
   */
  void open(String app, String patient, HttpServletResponse response) throws IOException {
    if (launches == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      response.sendRedirect(launches.open(app, patient), HttpServletResponse.SC_SEE_OTHER);
    }
  }
}
