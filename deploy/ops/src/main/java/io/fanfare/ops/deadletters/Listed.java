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
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is listed.
 *
 * @param id its offset in `deadletters`
 * @param job the job that put it aside; null if the letter itself is unreadable
 * @param cause one sentence
 * @param record the record that could not be processed
 * @param wholeBytes the bytes of its key and value, if only their beginnings are in the letter;
 *     null if all of them are
 */
public record Listed(
    long id,
    Instant putAside,
    @Nullable String job,
    String cause,
    LogRecord record,
    @Nullable Long wholeBytes) {

  static Listed of(long id, Instant putAside, DeadLetter letter) {
    return new Listed(
        id,
        putAside,
        letter.getJob(),
        letter.getCause(),
        letter.getRecord(),
        letter.getWholeBytes());
  }

  /** A record among the dead letters that is none. */
  static Listed unreadable(Instant putAside, ConsumerRecord<byte[], byte[]> record, String reason) {
    return new Listed(
        record.offset(),
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

  /**
   * The job, and the record that it put aside: equal for repetitions of a letter. What a store
   * rejects has no place of its own, but a key. Drops hold it, so it must never change.
   */
  String origin() {
    CRC32 key = new CRC32();
    if (record.getKey() != null) {
      key.update(record.getKey().duplicate());
    }
    return "%s %s/%d@%d %08x"
        .formatted(
            job, record.getTopic(), record.getPartition(), record.getOffset(), key.getValue());
  }

  /** The letter for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder();
    head.append('#').append(id).append("  ");
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

  /** The letter for people, with all that is known of its record. */
  public List<String> wholeLines() {
    List<String> lines = new ArrayList<>(lines());
    lines.add("    appended at " + Micros.toInstant(record.getAppendedAt()));
    Payload.lines(record).forEach(line -> lines.add("    " + line));
    return lines;
  }

  /** The letter for programs, with its value by the contract of its topic, if it can be read. */
  public Map<String, Object> wholeDocument() {
    Map<String, Object> document = document();
    put(document, "decoded", Payload.decoded(record));
    return document;
  }

  /** The letter for programs; times in ISO 8601, bytes in base64. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", id);
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
