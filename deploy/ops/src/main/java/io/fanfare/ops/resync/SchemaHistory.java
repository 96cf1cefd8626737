package io.fanfare.ops.resync;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.capture.KnownDefinitions;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Debezium's schema history. When it starts, the connector applies all records up to its position,
 * one after the other. So a stopped connector's definitions can be appended; a record without a
 * definition changes nothing.
 */
final class SchemaHistory {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_MILLIS = 30_000;

  private final KafkaAccess kafka;
  private final String database;

  SchemaHistory(PipelineAccess pipeline) {
    this.kafka = pipeline.kafka();
    this.database = pipeline.source().database();
  }

  /**
   * Appends definitions that hold from a position on.
   *
   * @param position of the stopped connector, as Connect keeps it
   * @throws OperationException if the connector has no position, or Kafka does not answer
   */
  void append(JsonNode position, List<DefinedTable> tables) throws InterruptedException {
    if (!position.path("offset").has("file")) {
      throw new OperationException(
          "The connector has no position in the binlog yet: run the command again when its first"
              + " snapshot is done.");
    }
    append(tables.stream().map(table -> record(position, table)).toList());
  }

  /**
   * Appends that all rows were refreshed after a snapshot had begun. The connector may run.
   *
   * @param snapshot any record of that snapshot, which the new one repeats: Debezium warns of one
   *     without a position
   * @throws OperationException if Kafka does not answer
   */
  void appendResync(JsonNode snapshot) throws InterruptedException {
    ObjectNode record = JSON.createObjectNode();
    record.set("source", snapshot.path("source"));
    record.set("position", snapshot.path("position"));
    record.put("ts_ms", System.currentTimeMillis());
    record.put(KnownDefinitions.RESYNCED, true);
    append(List.of(record));
  }

  private void append(List<ObjectNode> records) throws InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (ObjectNode record : records) {
        byte[] value = record.toString().getBytes(UTF_8);
        producer.send(new ProducerRecord<>(KnownDefinitions.TOPIC, 0, null, value)).get();
      }
    } catch (ExecutionException e) {
      throw new OperationException(
          "The topic %s could not be written: %s".formatted(KnownDefinitions.TOPIC, e.getCause()),
          e);
    }
  }

  private ObjectNode record(JsonNode position, DefinedTable table) {
    ObjectNode record = JSON.createObjectNode();
    record.set("source", position.path("partition"));
    record.set("position", position.path("offset"));
    record.put("ts_ms", System.currentTimeMillis());
    record.put("databaseName", database);
    // Debezium's parser ignores the CREATE of a table that it knows.
    record.put(
        "ddl", "DROP TABLE IF EXISTS %s; %s".formatted(table.quotedName(), table.createTable()));
    record.putArray("tableChanges");
    var columns = record.putObject(KnownDefinitions.REDEFINED).putArray(table.name());
    table.columns().forEach(column -> columns.add(column.name()));
    return record;
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return KafkaClients.producer(
        kafka,
        Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            PATIENCE_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            PATIENCE_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            Math.toIntExact(Duration.ofSeconds(10).toMillis())));
  }
}
