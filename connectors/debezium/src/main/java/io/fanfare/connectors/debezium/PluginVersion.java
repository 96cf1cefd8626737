package io.fanfare.connectors.debezium;

import java.util.Objects;

/** The version that Connect shows for this plugin. */
final class PluginVersion {

  private PluginVersion() {}

  static String get() {
    String version = PluginVersion.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "development");
  }
}
