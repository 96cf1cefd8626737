package io.fanfare.ops.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.ops.headroom.Headroom.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HeadroomTest {

  private static final Path RULES = Path.of("../observability/rules.yml");

  /** Otherwise the alert would send people to a doctor that finds nothing. */
  @Test
  void doctorFindsAProblemWhereTheAlertFires() throws Exception {
    assertThat(Files.readString(RULES))
        .contains("fanfare_headroom_ratio{what=\"binlog\"} < " + Kind.BINLOG.least() + "\n")
        .contains("fanfare_headroom_ratio{what!=\"binlog\"} < " + Kind.KAFKA.least() + "\n");
    assertThat(Kind.ELASTICSEARCH.least()).isEqualTo(Kind.KAFKA.least());
  }

  @Test
  void aDiskWithoutASizeHasNothingLeft() {
    assertThat(Headroom.ofDisk(Kind.KAFKA, "broker 1", 0, 0).isLow()).isTrue();
    assertThat(Headroom.ofDisk(Kind.KAFKA, "broker 1", 100, 100).isLow()).isFalse();
  }
}
