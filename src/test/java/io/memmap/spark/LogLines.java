package io.memmap.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a class says in the log, at WARN and above. */
public final class LogLines extends AbstractAppender {
  private final List<String> lines = new ArrayList<>();

  private LogLines() {
    super("lines", null, null, true, Property.EMPTY_ARRAY);
  }

  /** The lines that {@code type} logs while {@code action} runs; nobody else sees them. */
  public static List<String> of(Class<?> type, Runnable action) {
    Logger logger = (Logger) LogManager.getLogger(type);
    LogLines appender = new LogLines();
    boolean additive = logger.isAdditive();
    appender.start();
    logger.addAppender(appender);
    logger.setAdditive(false);
    try {
      action.run();
    } finally {
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
