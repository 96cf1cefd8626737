package io.fanfare.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fanfare.agents.email.EmailSettings;
import io.fanfare.agents.push.PushSettings;
import io.fanfare.agents.webhook.WebhookSender;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UsageTest {

  @Test
  void describesTheSettingsThatAreRead() {
    assertThat(described(WebhookSender.USAGE)).isEqualTo(read(WebhookSender::settings));
    assertThat(described(PushSettings.USAGE)).isEqualTo(read(PushSettings::from));
    assertThat(described(EmailSettings.USAGE)).isEqualTo(read(EmailSettings::from));
  }

  private static Set<String> described(String usage) {
    return Pattern.compile("^  (--[a-z-]+) ", Pattern.MULTILINE)
        .matcher(usage)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The problem of an unknown option lists the known ones. */
  private static Set<String> read(Function<Settings, ?> settings) {
    String[] arguments = {"--unknown", "1", "--email-user", "a", "--push-vapid-key-file", "/no"};
    SettingsException problems =
        catchThrowableOfType(
            SettingsException.class, () -> Settings.of(arguments, Map.of()).build(settings));
    String last = problems.problems().get(problems.problems().size() - 1);
    Set<String> known =
        Pattern.compile("--[a-z-]+")
            .matcher(last.substring(last.indexOf("known are")))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    known.remove("--config");
    return known;
  }
}
