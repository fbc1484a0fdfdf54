package dev.vertepath;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Notes every statement that is sent to the database through it. */
public final class CountingDataSource {

  private final List<String> statements = new CopyOnWriteArrayList<>();
  private final Pattern threads;

  public CountingDataSource() {
    this(".*");
  }

  private CountingDataSource(String threads) {
    this.threads = Pattern.compile(threads);
  }

  /** Of what a running service sends only what is for requests, not what it does all the time. */
  public static CountingDataSource ofRequests() {
    return new CountingDataSource("http-nio.*|audit-writer");
  }

  public DataSource over(DataSource source) {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Object result = call(source, method, arguments);
          return result instanceof Connection connection ? over(connection) : result;
        });
  }

  /** What was sent since this was asked for last. */
  public List<String> sent() {
    List<String> sent = List.copyOf(statements);
    statements.clear();
    return sent;
  }

  private Connection over(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          Object result = call(connection, method, arguments);
          return result instanceof PreparedStatement statement
              ? over(statement, String.valueOf(arguments[0]).strip())
              : result;
        });
  }

  private PreparedStatement over(PreparedStatement statement, String sql) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          boolean counts = threads.matcher(Thread.currentThread().getName()).matches();
          if (counts && method.getName().startsWith("execute")) {
            statements.add(sql);
          }
          return call(statement, method, arguments);
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
