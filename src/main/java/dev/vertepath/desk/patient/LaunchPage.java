package dev.vertepath.desk.patient;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Opens an app for the patient whose page it is (SMART App Launch 2.2, "EHR launch"). */
@ConditionalOnWebApplication
@Controller
class LaunchPage {

  private final Apps apps;

  LaunchPage(Apps apps) {
    this.apps = apps;
  }

  @PostMapping("/desk/patients/{id}/launch")
  void open(@PathVariable String id, @RequestParam String app, HttpServletResponse response)
      throws IOException {
    apps.open(app, id, response);
  }
}
