package dev.vertepath.desk.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as if these parameters were in its URL as well, unless others of the name are. */
final class AddedParameters extends HttpServletRequestWrapper {

  private final Map<String, String[]> all;
  private final String query;

  AddedParameters(HttpServletRequest request, Map<String, String> added) {
    super(request);
    all = new LinkedHashMap<>(request.getParameterMap());
    var text = new StringBuilder(request.getQueryString() == null ? "" : request.getQueryString());
    added.forEach(
        (name, value) -> {
          if (all.putIfAbsent(name, new String[] {value}) == null) {
            text.append(text.isEmpty() ? "" : "&").append(name).append('=');
            text.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
          }
        });
    query = text.toString();
  }

  @Override
  public String getQueryString() {
    return query;
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = all.get(name);
    return values == null || values.length == 0 ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    String[] values = all.get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Collections.unmodifiableMap(all);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(all.keySet());
  }
}
