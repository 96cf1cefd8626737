package io.fanfare.connectors.debezium.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinlogRetentionTest {

  private static final String MYSQL = "8.4.5";
  private static final String MARIADB = "11.4.5-MariaDB-log";

  @Test
  void mysqlKeepsForSeconds() {
    assertThat(of(MYSQL, Map.of("binlog_expire_logs_seconds", "2592000")))
        .isEqualTo(new BinlogRetention(Duration.ofDays(30), 0));
    assertThat(
            of(
                MYSQL,
                Map.of(
                    "binlog_expire_logs_seconds",
                    "2592000",
                    "binlog_expire_logs_auto_purge",
                    "OFF")))
        .isEqualTo(new BinlogRetention(Duration.ZERO, 0));
  }

  @Test
  void mariadbKeepsForDaysOrSecondsAndBytes() {
    assertThat(
            of(
                MARIADB,
                Map.of(
                    "binlog_expire_logs_seconds",
                    "0",
                    "expire_logs_days",
                    "0.500000",
                    "max_binlog_total_size",
                    "1073741824")))
        .isEqualTo(new BinlogRetention(Duration.ofHours(12), 1L << 30));
  }

  @Test
  void zeroIsForEver() {
    BinlogRetention kept =
        of(MARIADB, Map.of("binlog_expire_logs_seconds", "0", "expire_logs_days", "0.000000"));
    assertThat(kept).isEqualTo(new BinlogRetention(Duration.ZERO, 0));
    assertThat(kept.keepAll()).isEmpty();
  }

  @Test
  void whatKeepsAllTurnsOffWhatPurges() {
    assertThat(new BinlogRetention(Duration.ofDays(1), 0).keepAll())
        .isEqualTo("SET GLOBAL binlog_expire_logs_seconds = 0;");
    assertThat(new BinlogRetention(Duration.ofDays(1), 1).keepAll())
        .isEqualTo(
            "SET GLOBAL binlog_expire_logs_seconds = 0; SET GLOBAL max_binlog_total_size = 0;");
  }

  private static BinlogRetention of(String version, Map<String, String> variables) {
    return BinlogRetention.of(SourceFacts.ofVariables(version, variables));
  }
}
