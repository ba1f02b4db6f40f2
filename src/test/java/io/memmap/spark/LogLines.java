package io.memmap.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** The lines that a class logs. */
public final class LogLines extends AbstractAppender {
  private final List<String> lines = new ArrayList<>();

  private LogLines() {
    super("lines", null, null, true, Property.EMPTY_ARRAY);
  }

  /**
   * The lines that {@code type} logs at WARN and above while {@code action} runs; other appenders
   * do not get them.
   */
  public static List<String> of(Class<?> type, Runnable action) {
    return of(type, Level.WARN, action);
  }

  /**
   * The lines that {@code type} logs at INFO and above while {@code action} runs; other appenders
   * do not get them.
   */
  public static List<String> ofInfo(Class<?> type, Runnable action) {
    return of(type, Level.INFO, action);
  }

  private static List<String> of(Class<?> type, Level level, Runnable action) {
    Logger logger = (Logger) LogManager.getLogger(type);
    LogLines appender = new LogLines();
    boolean additive = logger.isAdditive();
    Level before = logger.getLevel();
    appender.start();
    logger.addAppender(appender);
    logger.setAdditive(false);
    logger.setLevel(level);
    try {
      action.run();
    } finally {
      logger.setLevel(before);
      logger.setAdditive(additive);
      logger.removeAppender(appender);
      appender.stop();
    }
    synchronized (appender.lines) {
      return List.copyOf(appender.lines);
    }
  }

  @Override
  public void append(LogEvent event) {
    synchronized (lines) {
      lines.add(event.getMessage().getFormattedMessage());
    }
  }
}
