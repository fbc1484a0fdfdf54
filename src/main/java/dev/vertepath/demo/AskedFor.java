package dev.vertepath.demo;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether {@code --demo} was said on the command line of this start. A variable of the environment
 * of that name is no such word.
 */
final class AskedFor implements Condition {

  private static final String COMMAND_LINE = "commandLineArgs";

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    if (!(context.getEnvironment() instanceof ConfigurableEnvironment environment)) {
      return false;
    }
    PropertySource<?> said = environment.getPropertySources().get(COMMAND_LINE);
    return said != null && said.containsProperty("demo");
  }
}
