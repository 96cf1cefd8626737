package io.fanfare.jobs.testkit;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Collects the output of a job for a test. */
public final class CollectingSink<T> implements Sink<T> {

  private static final long serialVersionUID = 1L;

  /** Flink serializes sinks, so they find their list by its name. */
  private static final Map<String, List<Object>> COLLECTED = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();

  public CollectingSink() {
    COLLECTED.put(name, new CopyOnWriteArrayList<>());
  }

  @SuppressWarnings("unchecked") // Only this sink's writer fills the list.
  public List<T> collected() {
    return (List<T>) COLLECTED.get(name);
  }

  @Override
  @SuppressWarnings("deprecation") // The interface still declares it.
  public SinkWriter<T> createWriter(Sink.InitContext context) {
    return writer();
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return writer();
  }

  private SinkWriter<T> writer() {
    List<T> collected = collected();
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context context) {
        collected.add(element);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
