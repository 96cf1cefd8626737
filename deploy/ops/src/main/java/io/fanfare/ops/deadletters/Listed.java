package io.fanfare.ops.deadletters;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is listed.
 *
 * @param job the job that put it aside; null if the letter itself is unreadable
 * @param cause one sentence
 * @param record the record that could not be processed
 * @param wholeBytes the bytes of its key and value, if only their beginnings are in the letter;
 *     null if all of them are
 */
public record Listed(
    Instant putAside,
    @Nullable String job,
    String cause,
    LogRecord record,
    @Nullable Long wholeBytes) {

  static Listed of(Instant putAside, DeadLetter letter) {
    return new Listed(
        putAside, letter.getJob(), letter.getCause(), letter.getRecord(), letter.getWholeBytes());
  }

  /** A record among the dead letters that is none. */
  static Listed unreadable(Instant putAside, ConsumerRecord<byte[], byte[]> record, String reason) {
    return new Listed(
        putAside,
        null,
        "Not a dead letter: " + reason,
        new LogRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            Micros.of(putAside),
            buffer(record.key()),
            buffer(record.value()),
            null),
        null);
  }

  /** The job, and the record that it put aside: equal for repetitions of a letter. */
  String origin() {
    return "%s %s/%d@%d"
        .formatted(job, record.getTopic(), record.getPartition(), record.getOffset());
  }

  /** The letter for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder();
    head.append(putAside.truncatedTo(ChronoUnit.SECONDS)).append("  ");
    head.append(job == null ? "" : Printable.text(job) + ", ");
    head.append(
        "%s partition %d offset %d"
            .formatted(
                Printable.text(record.getTopic()), record.getPartition(), record.getOffset()));
    if (record.getEvent() != null) {
      head.append(", ").append(Printable.text(record.getEvent()));
    }
    byte[] key = bytes(record.getKey());
    if (key != null) {
      head.append(", key ").append(Printable.bytes(key));
    }
    if (wholeBytes != null) {
      head.append(", %,d bytes, of which the beginning is kept".formatted(wholeBytes));
    }
    lines.add(head.toString());
    lines.add("    " + Printable.text(cause));
    return lines;
  }

  /** The letter for programs; times in ISO 8601, bytes in base64. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("putAsideAt", putAside.toString());
    put(document, "job", job);
    document.put("cause", cause);
    document.put("topic", record.getTopic());
    document.put("partition", record.getPartition());
    document.put("offset", record.getOffset());
    document.put("appendedAt", Micros.toInstant(record.getAppendedAt()).toString());
    put(document, "event", record.getEvent());
    put(document, "key", base64(record.getKey()));
    put(document, "value", base64(record.getValue()));
    put(document, "wholeBytes", wholeBytes);
    return document;
  }

  private static void put(Map<String, Object> document, String name, @Nullable Object value) {
    if (value != null) {
      document.put(name, value);
    }
  }

  private static @Nullable String base64(@Nullable ByteBuffer buffer) {
    byte[] bytes = bytes(buffer);
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
