package io.fanfare.sstables;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.stream.LongStream;
import org.apache.cassandra.dht.Murmur3Partitioner;
import org.apache.cassandra.dht.Token;
import org.apache.cassandra.io.sstable.CQLSSTableWriter;

/**
 * Writes entries of dashboards as files of Cassandra, as a job would that has them imported instead
 * of inserting them.
 */
public final class SstableProgram {

  private static final byte TRACK = 1;
  private static final long MICROS = 1_000_000;
  private static final int TIME_TO_LIVE = (int) Duration.ofDays(180).toSeconds();

  private SstableProgram() {}

  /**
   * Prints how long it took, in seconds.
   *
   * @param arguments a file with the statement that creates the table, the directory for the files,
   *     the number of recipients, and that of entries of each
   */
  public static void main(String[] arguments) throws IOException {
    String table = Files.readString(Path.of(arguments[0]));
    Path directory = Files.createDirectories(Path.of(arguments[1]));
    long recipients = Long.parseLong(arguments[2]);
    int entries = Integer.parseInt(arguments[3]);
    long began = System.nanoTime();
    try (CQLSSTableWriter writer =
        CQLSSTableWriter.builder()
            .inDirectory(directory.toString())
            .forTable(table)
            .using(insert(table))
            .sorted()
            .build()) {
      write(writer, recipients, entries);
    }
    System.out.println((System.nanoTime() - began) / 1e9);
    // The writer leaves threads behind.
    System.exit(0);
  }

  private static String insert(String table) {
    String name = table.replaceFirst("(?s).*?(\\w+\\.\\w+) \\(.*", "$1");
    return ("INSERT INTO %s (recipient_id, month, activity_time, kind, actor_id, object_id)"
            + " VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?")
        .formatted(name);
  }

  private static void write(CQLSSTableWriter writer, long recipients, int entries)
      throws IOException {
    ZonedDateTime now = Instant.now().atZone(ZoneOffset.UTC);
    int month = now.getYear() * 100 + now.getMonthValue();
    long time = now.toEpochSecond() * MICROS;
    for (long recipient : inOrderOfTokens(recipients, month)) {
      for (long entry = 0; entry < entries; entry++) {
        writer.addRow(recipient, month, time - entry, TRACK, entry, entry, time, TIME_TO_LIVE);
      }
    }
  }

  /** As Cassandra keeps partitions. Otherwise the writer would hold much of the table in memory. */
  private static long[] inOrderOfTokens(long recipients, int month) {
    return LongStream.rangeClosed(1, recipients)
        .boxed()
        .sorted(Comparator.comparing(recipient -> token(recipient, month)))
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** A partition key of two columns: each has its length before it, and a 0 behind it. */
  private static Token token(long recipient, int month) {
    ByteBuffer key = ByteBuffer.allocate(18);
    key.putShort((short) Long.BYTES).putLong(recipient).put((byte) 0);
    key.putShort((short) Integer.BYTES).putInt(month).put((byte) 0);
    return Murmur3Partitioner.instance.getToken(key.flip());
  }
}
