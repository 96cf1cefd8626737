package io.fanfare.workloads.faults;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Appends records to `models` as a broker does whose clock is wrong for a while: the topic takes
 * the times of this producer meanwhile.
 */
public final class WrongTimes {

  private static final ConfigResource MODELS =
      new ConfigResource(ConfigResource.Type.TOPIC, Topics.MODELS);
  private static final String KIND = "message.timestamp.type";
  private static final String MOST_AHEAD = "message.timestamp.after.max.ms";

  private WrongTimes() {}

  /**
   * Appends one record with each of the times.
   *
   * @throws ExecutionException if Kafka does not accept a record or a change of the topic
   */
  public static void append(KafkaAccess kafka, Instant... times)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(kafka.client(Map.of()));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                kafka.client(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
      alter(admin, set(KIND, "CreateTime"), set(MOST_AHEAD, Long.toString(Long.MAX_VALUE)));
      try {
        for (Instant time : times) {
          producer.send(marker(time)).get();
        }
      } finally {
        alter(
            admin,
            set(KIND, "LogAppendTime"),
            new AlterConfigOp(new ConfigEntry(MOST_AHEAD, ""), OpType.DELETE));
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> marker(Instant time) {
    return new ProducerRecord<>(
        Topics.MODELS,
        0,
        time.toEpochMilli(),
        ModelKey.ofMarker(),
        AvroCodec.of(Marker.class).encode(new Marker("appended at " + time)),
        List.of(new RecordHeader(Event.HEADER, Event.marker())));
  }

  private static AlterConfigOp set(String key, String value) {
    return new AlterConfigOp(new ConfigEntry(key, value), OpType.SET);
  }

  private static void alter(Admin admin, AlterConfigOp... changes)
      throws ExecutionException, InterruptedException {
    Collection<AlterConfigOp> all = List.of(changes);
    admin.incrementalAlterConfigs(Map.of(MODELS, all)).all().get();
  }
}
