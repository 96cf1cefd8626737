package io.fanfare.local.server;

import io.fanfare.local.Checkout;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration of `deploy/edge`, whose placeholders look like `${queue}`. */
public enum EdgeTemplate {
  NGINX("nginx/fanfare.conf"),
  VARNISH("varnish/fanfare.vcl"),
  HAPROXY("haproxy/fanfare.cfg");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z-]+)}");

  private final String file;

  EdgeTemplate(String file) {
    this.file = file;
  }

  /**
   * The configuration with values.
   *
   * @throws OperationException if a placeholder has no value, or a value no placeholder
   */
  public String render(Checkout checkout, Map<String, String> values) throws IOException {
    Path path = checkout.edge(file);
    Set<String> unused = new HashSet<>(values.keySet());
    String rendered =
        PLACEHOLDER
            .matcher(Files.readString(path))
            .replaceAll(
                found -> {
                  String value = values.get(found.group(1));
                  if (value == null) {
                    throw new OperationException(path + " needs a value of " + found.group());
                  }
                  unused.remove(found.group(1));
                  return Matcher.quoteReplacement(value);
                });
    if (!unused.isEmpty()) {
      throw new OperationException(path + " has no placeholder for " + unused);
    }
    return rendered;
  }
}
