package io.fanfare.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The docs name the keys that {@link PipelineAccess} reads. */
class DocumentedKeysTest {

  private static final Path DOCS = Path.of("../../docs");
  private static final Pattern KEY = Pattern.compile("`([a-z-]+)`");

  @TempDir private Path directory;

  @Test
  void theReferenceListsEveryKeyAndNoOther() throws IOException {
    Path file = Files.writeString(directory.resolve("a.properties"), "surplus = 1\n");
    String problems = catchThrowable(() -> PipelineAccess.read(file)).getMessage();
    Matcher known = Pattern.compile("Unknown key surplus: known are (.*)\\.").matcher(problems);
    assertThat(known.find()).isTrue();

    assertThat(documentedKeys()).containsExactlyInAnyOrder(known.group(1).split(", "));
  }

  @Test
  void theExampleOfADeploymentHasNoUnknownKey() throws IOException {
    String page = Files.readString(DOCS.resolve("deploy.md"));
    Matcher example =
        Pattern.compile("```properties\n(mysql-flavour.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(example.find()).isTrue();
    Properties keys = new Properties();
    keys.load(new StringReader(example.group(1)));

    assertThat(documentedKeys()).containsAll(keys.stringPropertyNames());
  }

  private static Set<String> documentedKeys() throws IOException {
    List<String> lines = Files.readAllLines(DOCS.resolve("reference/settings.md"));
    int begin = lines.indexOf("## Operator commands");
    Set<String> keys = new TreeSet<>();
    for (String line : lines.subList(begin + 1, lines.size())) {
      if (line.startsWith("## ")) {
        break;
      }
      if (line.startsWith("| `")) {
        Matcher key = KEY.matcher(line.substring(0, line.indexOf('|', 1)));
        while (key.find()) {
          keys.add(key.group(1));
        }
      }
    }
    return keys;
  }
}
