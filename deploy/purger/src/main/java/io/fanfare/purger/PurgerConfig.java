package io.fanfare.purger;

import io.fanfare.schemas.edge.PurgeTimes;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * The configuration of the purger.
 *
 * @param host the address of the port for operators
 * @param adminPort the port of `/metrics` and `/health/…`, which Varnish asks for the health
 * @param varnishes the addresses, `host:port`
 * @param fetch the longest time that a fetch of a Varnish may take
 * @param beat how often a beat of the source comes
 */
record PurgerConfig(
    String host,
    int adminPort,
    KafkaAccess kafka,
    List<String> varnishes,
    Duration fetch,
    Duration beat) {

  static final String USAGE =
      """
      Takes back what Varnish keeps, when a row has changed. An option can also be an environment
      variable (--kafka-bootstrap: FANFARE_KAFKA_BOOTSTRAP) or a line of the file --config
      (kafka-bootstrap=H:P).

        --kafka-bootstrap H:P[,H:P]        any brokers
        --kafka-config FILE                properties of Kafka's clients: login, TLS (default: none)
        --varnish H:P[,H:P]                every Varnish, as its rules name it (varnish-address)
        --host ADDRESS                     address of --admin-port (default: 127.0.0.1)
        --admin-port N                     port of /metrics, /health/live, /health/ready, and of
                                           /health/ready/H:P, which each Varnish asks for
        --fetch-ms N                       longest fetch of a Varnish: first_byte_timeout and
                                           between_bytes_timeout of its rules (default: 15000)
        --beat-ms N                        capture-heartbeat-ms of the connector (default: 1000)
      """;

  static PurgerConfig of(Settings settings) {
    return new PurgerConfig(
        settings.text("host", "127.0.0.1"),
        settings.number("admin-port", 1, 65_535),
        KafkaAccess.from(settings),
        List.of(settings.hostsAndPorts("varnish").split(",", -1)),
        Duration.ofMillis(settings.number("fetch-ms", 15_000, 1, 600_000)),
        Duration.ofMillis(settings.number("beat-ms", 1_000, 1, 60_000)));
  }

  /** How long after the first purge of a key comes the last. */
  Duration repeatAfter() {
    return PurgeTimes.last(fetch);
  }

  /** The age of a beat from which on invalidations count as late. */
  Duration oldestBeat() {
    return PurgeTimes.SLACK.plus(beat);
  }

  @Override
  public String toString() {
    return "Varnish %s; Kafka %s".formatted(String.join(", ", varnishes), kafka);
  }
}
