package io.fanfare.jobs.testkit;

import io.fanfare.schemas.deadletters.LogRecord;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/** An endless topic in memory, which a test appends to while the job runs. */
public final class QueueSource implements SourceFunction<LogRecord> {

  private static final long serialVersionUID = 1L;

  /** Flink serializes functions, so they find their queue by its name. */
  private static final Map<String, BlockingQueue<LogRecord>> QUEUES = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();
  private volatile boolean running = true;

  public QueueSource() {
    QUEUES.put(name, new LinkedBlockingQueue<>());
  }

  public void put(LogRecord record) {
    queue().add(record);
  }

  /** Whether the job has taken all records. */
  public boolean isEmpty() {
    return queue().isEmpty();
  }

  @Override
  public void run(SourceContext<LogRecord> context) throws Exception {
    while (running) {
      LogRecord record = queue().poll(10, TimeUnit.MILLISECONDS);
      if (record != null) {
        synchronized (context.getCheckpointLock()) {
          context.collect(record);
        }
      }
    }
  }

  @Override
  public void cancel() {
    running = false;
  }

  private BlockingQueue<LogRecord> queue() {
    return QUEUES.get(name);
  }
}
