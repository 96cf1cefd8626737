package io.fanfare.connectors.kafka;

import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.settings.KafkaAccess;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Reads topics from their beginning, or from the offsets of a savepoint. If a topic no longer has
 * the record at such an offset, the job fails with a sentence: markers would otherwise pass what
 * was never read.
 */
public final class TopicSource
    implements Source<LogRecord, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<LogRecord> {

  private static final long serialVersionUID = 1L;

  private final KafkaSource<LogRecord> kafka;

  private TopicSource(KafkaSourceBuilder<LogRecord> builder) {
    this.kafka = builder.build();
  }

  /**
   * @param group consumer group that gets the offsets, for lag monitoring only
   * @param skipsLost whether to continue with the first record that a topic has, if it no longer
   *     has the next one
   */
  public static TopicSource of(String topic, KafkaAccess kafka, String group, boolean skipsLost) {
    return of(List.of(topic), kafka, group, skipsLost);
  }

  /** Reads several topics, each partition in order. */
  public static TopicSource of(
      List<String> topics, KafkaAccess kafka, String group, boolean skipsLost) {
    return new TopicSource(builder(topics, kafka, group, skipsLost));
  }

  /** The same, but the source ends at the end offsets that the topics have when the job starts. */
  public static TopicSource upToNow(
      List<String> topics, KafkaAccess kafka, String group, boolean skipsLost) {
    return new TopicSource(
        builder(topics, kafka, group, skipsLost).setBounded(OffsetsInitializer.latest()));
  }

  private static KafkaSourceBuilder<LogRecord> builder(
      List<String> topics, KafkaAccess kafka, String group, boolean skipsLost) {
    return KafkaSource.<LogRecord>builder()
        .setTopics(topics)
        .setBootstrapServers(kafka.bootstrap())
        .setProperties(kafka.properties())
        .setGroupId(group)
        .setStartingOffsets(
            new FromBeginning(skipsLost ? OffsetResetStrategy.EARLIEST : OffsetResetStrategy.NONE))
        .setDeserializer(new LogRecordDeserializer())
        // Connect writes in transactions: records of aborted ones must not be read.
        .setProperty("isolation.level", "read_committed")
        .setProperty("client.id.prefix", group);
  }

  @Override
  public SourceReader<LogRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new TopicReader<>(kafka.createReader(context));
  }

  @Override
  public Boundedness getBoundedness() {
    return kafka.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return kafka.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws Exception {
    return kafka.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return kafka.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return kafka.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<LogRecord> getProducedType() {
    return kafka.getProducedType();
  }
}
