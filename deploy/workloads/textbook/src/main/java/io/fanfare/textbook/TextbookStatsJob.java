package io.fanfare.textbook;

import com.datastax.driver.core.Cluster;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.connectors.cassandra.AbstractCassandraTupleSink;
import org.apache.flink.streaming.connectors.cassandra.CassandraSinkBaseConfig;
import org.apache.flink.streaming.connectors.cassandra.ClusterBuilder;
import org.apache.flink.streaming.connectors.cassandra.NoOpCassandraFailureHandler;
import org.apache.flink.util.Collector;

/**
 * Counts plays by track and minute as a textbook does: event-time windows, and Flink's Cassandra
 * connector. It counts repetitions, has no coarser buckets, owners, countries or listeners, writes
 * a window once, when all partitions are behind it, and drops what comes later.
 */
public final class TextbookStatsJob {

  private static final int MOST_REQUESTS = 256;

  private TextbookStatsJob() {}

  /**
   * @param arguments Kafka's bootstrap servers, the topic, the consumer group, `host:port` of
   *     Cassandra, the statement that takes a track, a minute and a number, and how late events may
   *     be, in s
   */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.getConfig().enableObjectReuse();
    KafkaSource<DomainEvent> source =
        KafkaSource.<DomainEvent>builder()
            .setBootstrapServers(arguments[0])
            .setTopics(arguments[1])
            .setGroupId(arguments[2])
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setValueOnlyDeserializer(new DomainEventSchema())
            .build();
    WatermarkStrategy<DomainEvent> times =
        WatermarkStrategy.<DomainEvent>forBoundedOutOfOrderness(
                Duration.ofSeconds(Long.parseLong(arguments[5])))
            .withTimestampAssigner(
                (event, logged) -> Micros.toSeconds(event.getOccurredAt()) * 1_000);
    environment
        .fromSource(source, times, "plays")
        .uid("plays")
        .keyBy(DomainEvent::getTrackId)
        .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
        .aggregate(new Count(), new Row())
        .returns(Types.TUPLE(Types.LONG, Types.LONG, Types.LONG))
        .uid("count")
        .addSink(new PlaysSink(arguments[4], new Cassandra(arguments[3])))
        .uid("cassandra")
        .name("cassandra");
    environment.execute(arguments[2]);
  }

  private static final class Count implements AggregateFunction<DomainEvent, Long, Long> {

    private static final long serialVersionUID = 1L;

    @Override
    public Long createAccumulator() {
      return 0L;
    }

    @Override
    public Long add(DomainEvent event, Long count) {
      return count + 1;
    }

    @Override
    public Long getResult(Long count) {
      return count;
    }

    @Override
    public Long merge(Long one, Long other) {
      return one + other;
    }
  }

  private static final class Row
      extends ProcessWindowFunction<Long, Tuple3<Long, Long, Long>, Long, TimeWindow> {

    private static final long serialVersionUID = 1L;

    @Override
    public void process(
        Long track,
        Context context,
        Iterable<Long> count,
        Collector<Tuple3<Long, Long, Long>> out) {
      out.collect(Tuple3.of(track, context.window().getStart() / 1_000, count.iterator().next()));
    }
  }

  /** The connector's sink for tuples with a bound: without one, the driver's queue overflows. */
  private static final class PlaysSink
      extends AbstractCassandraTupleSink<Tuple3<Long, Long, Long>> {

    private static final long serialVersionUID = 1L;

    private PlaysSink(String insert, Cassandra cluster) {
      super(
          insert,
          cluster,
          CassandraSinkBaseConfig.newBuilder().setMaxConcurrentRequests(MOST_REQUESTS).build(),
          new NoOpCassandraFailureHandler());
    }

    @Override
    protected Object[] extract(Tuple3<Long, Long, Long> row) {
      return new Object[] {row.f0, row.f1, row.f2};
    }
  }

  private static final class Cassandra extends ClusterBuilder {

    private static final long serialVersionUID = 1L;

    private final String host;
    private final int port;

    private Cassandra(String contactPoint) {
      int colon = contactPoint.lastIndexOf(':');
      host = contactPoint.substring(0, colon);
      port = Integer.parseInt(contactPoint.substring(colon + 1));
    }

    @Override
    protected Cluster buildCluster(Cluster.Builder builder) {
      return builder
          .addContactPointsWithPorts(new InetSocketAddress(host, port))
          .withoutJMXReporting()
          .build();
    }
  }
}
