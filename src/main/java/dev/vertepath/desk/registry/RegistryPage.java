package dev.vertepath.desk.registry;

import dev.vertepath.pathway.Cause;
import dev.vertepath.pathway.Vertebra;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The registry, and what its figures mean. */
@ConditionalOnWebApplication
@Controller
class RegistryPage {

  private final Registry registry;
  private final Labels labels;
  private final RegistrySettings settings;

  RegistryPage(Registry registry, Labels labels, RegistrySettings settings) {
    this.registry = registry;
    this.labels = labels;
    this.settings = settings;
  }

  @GetMapping("/desk/registry")
  String show(HttpServletRequest request, Model model, Locale locale) {
    Query query = Query.of(request.getParameterMap(), registry.month());
    Report report = registry.report(query);
    model.addAttribute("page", Page.of(report, settings.hidden(), labels, locale));
    model.addAttribute("causes", Arrays.stream(Cause.values()).map(Cause::code).toList());
    model.addAttribute("levels", Arrays.stream(Vertebra.values()).map(Vertebra::name).toList());
    model.addAttribute("groupings", Arrays.stream(Grouping.values()).map(Grouping::code).toList());
    return "registry/registry";
  }

  @GetMapping("/desk/registry/definitions")
  String define(Model model) {
    model.addAttribute("measures", Measure.values());
    model.addAttribute("smallest", settings.hidden().smallest());
    return "registry/definitions";
  }
}
