package io.fanfare.elasticsearch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.mapper.MapperExtrasPlugin;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.transport.Netty4Plugin;

/**
 * Starts a node with the `elasticsearch.yml` of a directory. Elasticsearch's own program needs an
 * unpacked distribution with its modules, which no registry of jars has.
 */
public final class ElasticsearchProgram {

  private ElasticsearchProgram() {}

  /** Only a subclass can give plugins to a node. */
  private static final class JarsNode extends Node {
    JarsNode(Environment environment) {
      super(
          environment,
          List.of(Netty4Plugin.class, MapperExtrasPlugin.class, AnalysisPlugins.class),
          true);
    }
  }

  /**
   * @param arguments directory of the configuration
   */
  public static void main(String[] arguments) throws NodeValidationException, InterruptedException {
    Path configuration = Path.of(arguments[0]);
    Settings home =
        Settings.builder().put(Environment.PATH_HOME_SETTING.getKey(), configuration).build();
    Node node =
        new JarsNode(
            InternalSettingsPreparer.prepareEnvironment(
                home, Map.of(), configuration, () -> "local"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "stop"));
    node.start();
    // All threads of a node are daemons.
    new CountDownLatch(1).await();
  }

  private static void close(Node node) {
    try {
      node.close();
    } catch (IOException e) {
      System.err.println("Elasticsearch could not be stopped in an orderly way: " + e);
    }
  }
}
