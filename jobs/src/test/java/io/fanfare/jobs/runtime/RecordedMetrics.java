package io.fanfare.jobs.runtime;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A metric group whose metrics a test reads by their names as a reporter would join them. */
public final class RecordedMetrics extends UnregisteredMetricsGroup {

  private final String prefix;
  private final Map<String, Counter> counters;
  private final Map<String, Gauge<?>> gauges;

  public RecordedMetrics() {
    this("", new TreeMap<>(), new TreeMap<>());
  }

  private RecordedMetrics(
      String prefix, Map<String, Counter> counters, Map<String, Gauge<?>> gauges) {
    this.prefix = prefix;
    this.counters = counters;
    this.gauges = gauges;
  }

  /** The metrics of a job's operator, in this group. */
  public JobMetrics ofJob() {
    return new JobMetrics(this);
  }

  public long count(String name) {
    return counters.get(name).getCount();
  }

  public long gauge(String name) {
    return (long) gauges.get(name).getValue();
  }

  @Override
  public <C extends Counter> C counter(String name, C counter) {
    counters.put(prefix + name, counter);
    return counter;
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    gauges.put(prefix + name, gauge);
    return gauge;
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new RecordedMetrics(prefix + name + "_", counters, gauges);
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return new RecordedMetrics(prefix + key + "=" + value + "_", counters, gauges);
  }
}
