package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One Elasticsearch node. */
public final class ElasticsearchServer extends StackServer {

  public static final String NAME = "elasticsearch";

  public ElasticsearchServer(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return List.of(settings.ports().elasticsearch(), settings.ports().elasticsearchTransport());
  }

  @Override
  public Launch prepare() throws IOException {
    Files.createDirectories(files.data());
    files.configure("elasticsearch.yml", configuration());
    Path configuration = files.configuration();
    JavaCommand java =
        files
            .withLog4j(java(256, 512))
            .flag("-XX:MaxDirectMemorySize=128m")
            .flag("-Xss1m")
            .property("es.networkaddress.cache.ttl", 60)
            .property("io.netty.noUnsafe", true)
            .property("io.netty.noKeySetOptimization", true)
            .property("io.netty.recycler.maxCapacityPerThread", 0)
            .property("jna.nosys", true);
    return new Launch(
        java.jarsIn(settings.checkout().server(NAME, "lib"))
            .main("io.fanfare.elasticsearch.ElasticsearchProgram", configuration));
  }

  /** Healthy once it has recovered its indices and can search them. */
  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(
        settings.ports().elasticsearch(), "/_cluster/health?wait_for_status=yellow&timeout=1s");
  }

  String configuration() {
    return """
        cluster.name: fanfare
        node.name: local
        path.data: "%4$s"
        path.logs: "%5$s"
        network.host: %1$s
        http.port: %2$d
        transport.port: %3$d
        http.type: netty4
        transport.type: netty4
        discovery.type: single-node
        # An undeclared name is a mistake, not a new index.
        action.auto_create_index: false
        # The other servers continue on a nearly full disk, and so does this one.
        cluster.routing.allocation.disk.threshold_enabled: false
        node.processors: 2
        """
        .formatted(
            Ports.HOST,
            settings.ports().elasticsearch(),
            settings.ports().elasticsearchTransport(),
            files.data(),
            settings.home().logs());
  }
}
