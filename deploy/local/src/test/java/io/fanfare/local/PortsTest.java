package io.fanfare.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.ops.OperationException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void portsAreDistinctAndInTheRange() {
    Ports ports = new Ports(21000);
    List<Integer> all =
        new ArrayList<>(
            List.of(
                ports.mariadb(),
                ports.kafka(),
                ports.kafkaController(),
                ports.connect(),
                ports.cassandra(),
                ports.cassandraStorage(),
                ports.flink(),
                ports.jobManagerRpc(),
                ports.jobManagerBlobs(),
                ports.jobManagerMetrics(),
                ports.taskManagerData(),
                ports.api(),
                ports.elasticsearch(),
                ports.elasticsearchTransport()));
    all.addAll(
        List.of(
            ports.apiAdmin(),
            ports.exporter(),
            ports.prometheus(),
            ports.alertmanager(),
            ports.jobManagerReporter(),
            ports.taskManagerReporter(),
            ports.kafkaMetrics(),
            ports.connectMetrics(),
            ports.cassandraMetrics(),
            ports.secondApi(),
            ports.secondApiAdmin(),
            ports.haproxy(),
            ports.haproxyMetrics(),
            ports.varnish(),
            ports.purger(),
            ports.nginx()));
    all.addAll(ports.taskManagerRpc());
    all.addAll(ports.taskManagerMetrics());
    assertThat(all).doesNotHaveDuplicates().allMatch(port -> port >= 21000 && port <= ports.last());
  }

  @Test
  void aBaseWithoutRoomForTheRangeIsRejected() {
    assertThatThrownBy(() -> new Ports(65530))
        .isInstanceOf(OperationException.class)
        .hasMessage("The port base is 65530: choose one from 1024 to 65486.");
    assertThatThrownBy(() -> new Ports(80)).isInstanceOf(OperationException.class);
  }
}
