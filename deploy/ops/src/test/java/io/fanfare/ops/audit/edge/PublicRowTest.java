package io.fanfare.ops.audit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PublicRowTest {

  private static final Path CONTRACT = Path.of("../../api-server/src/main/resources/openapi.yaml");

  /** Paths of one row; stats are nobody else's. */
  private static final Pattern PATH =
      Pattern.compile(
          "^  (/(?:tracks|users|playlists)/\\{\\w+}(?!/stats)\\S*|/oembed|/widget):$",
          Pattern.MULTILINE);

  @Test
  void everyPublicPageOfTheContractIsAudited() throws IOException {
    Set<String> audited = new TreeSet<>();
    for (PublicRow row : PublicRow.values()) {
      assertThat(row.pages(7)).hasSize(row.pages());
      row.pages(7).forEach(page -> audited.add(page.replaceAll("soundcloud:\\w+:7|\\?.*", "{}")));
    }
    Set<String> contract =
        PATH.matcher(Files.readString(CONTRACT))
            .results()
            .map(found -> found.group(1).replaceAll("\\{\\w+}", "{}"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(audited).containsExactlyInAnyOrderElementsOf(embedded(contract));
  }

  /** The embeds have their row in the query. */
  private static Set<String> embedded(Set<String> contract) {
    return contract.stream()
        .map(path -> path.endsWith("oembed") || path.endsWith("widget") ? path + "{}" : path)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
