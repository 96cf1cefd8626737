package io.fanfare.workloads.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackFileTest {

  private static final long NOW = 1_700_000_000_000_000L;
  private static final String MUSIC_ARCHIVE =
      """
      track_id,artist.id,artist.location,artist.name,track.date_created,track.duration,\
      track.genre_top,track.information,track.license,track.tags,track.title
      2,1,New Jersey,Ólafur & Sons,2008-11-26 01:48:12,168,Hip-Hop,"<p>two
      lines, one comma</p>",Attribution,"['lo fi', 'drums']",Föod
      """;

  @TempDir Path directory;
  private final List<Track> tracks = new ArrayList<>();
  private final List<User> owners = new ArrayList<>();
  private final List<String> bad = new ArrayList<>();

  @Test
  void theColumnsOfTheSourceAreRead() throws Exception {
    read(
        "id,user_id,title,permalink,duration,bpm,sharing,state,published_at,genre\n"
            + "7,3,夜航,night,61000,128,private,processing,2024-05-01T12:30:00.5Z,Dub\n");
    Track track = tracks.get(0);
    assertThat(bad).isEmpty();
    assertThat(track.getId()).isEqualTo(7);
    assertThat(track.getUserId()).isEqualTo(13);
    assertThat(track.getTitle()).isEqualTo("夜航");
    assertThat(track.getPermalink()).isEqualTo("night");
    assertThat(track.getDuration()).isEqualTo(61_000);
    assertThat(track.getBpm()).isEqualTo(128);
    assertThat(track.getSharing()).isEqualTo("private");
    assertThat(track.getState()).isEqualTo("processing");
    assertThat(track.getPublishedAt()).isEqualTo(micros("2024-05-01T12:30:00.5Z"));
    assertThat(track.getGenre()).isEqualTo("Dub");
  }

  @Test
  void theColumnsOfTheFreeMusicArchiveAreRead() throws Exception {
    read(MUSIC_ARCHIVE);
    assertThat(bad).isEmpty();
    Track track = tracks.get(0);
    assertThat(track.getTitle()).isEqualTo("Föod");
    assertThat(track.getPermalink()).isEqualTo("food-2");
    assertThat(track.getDuration()).isEqualTo(168_000);
    assertThat(track.getTagList()).isEqualTo("\"lo fi\" drums");
    assertThat(track.getGenre()).isEqualTo("Hip-Hop");
    assertThat(track.getDescription()).contains("two\nlines");
    assertThat(track.getPublishedAt()).isEqualTo(micros("2008-11-26T01:48:12Z"));
    User owner = owners.get(0);
    assertThat(owner.getId()).isEqualTo(11);
    assertThat(owner.getUsername()).isEqualTo("Ólafur & Sons");
    assertThat(owner.getPermalink()).isEqualTo("olafur-sons-11");
    assertThat(owner.getCity()).isEqualTo("New Jersey");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026/11/20 12:03:00 +0000",
        "2026-11-20 12:03:00 UTC",
        "2026-11-20 13:03:00 +0100",
        "2026-11-20 12:03:00",
        "2026-11-20T12:03:00Z"
      })
  void aTimeIsReadInEveryFormThatWeAndOthersWrite(String time) throws Exception {
    read("id,user_id,title,published_at\n1,1,a," + time + "\n");
    assertThat(bad).isEmpty();
    assertThat(tracks.get(0).getPublishedAt()).isEqualTo(micros("2026-11-20T12:03:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"127.98,128", "128.0,128", "1e12,", "NaN,"})
  void beatsPerMinuteAreRounded(String bpm, Integer rounded) throws Exception {
    read("id,user_id,title,bpm\n1,1,a," + bpm + "\n");
    assertThat(bad).isEmpty();
    assertThat(tracks.get(0).getBpm()).isEqualTo(rounded);
  }

  @Test
  void aTextThatIsNotUtf8IsReported() throws Exception {
    Path file = directory.resolve("latin1.csv");
    Files.write(
        file,
        "id,user_id,title\n1,1,Beyoncé\n2,1,plain\n".getBytes(Charset.forName("windows-1252")));
    read(file);
    assertThat(tracks).extracting(Track::getTitle).containsExactly("plain");
    assertThat(bad)
        .singleElement()
        .asString()
        .startsWith("2: a text has U+FFFD, or bytes that are not UTF-8");
  }

  @Test
  void aCatalogueWithoutTimesIsPublishedNow() throws Exception {
    read("id,user_id,title\n1,1,a\n");
    assertThat(tracks.get(0).getPublishedAt()).isEqualTo(NOW);
  }

  @Test
  void aTrackWithoutATimeIsNotPublished() throws Exception {
    read("id,user_id,title,published_at\n1,1,a,\n");
    assertThat(tracks.get(0).getPublishedAt()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,1|fewer fields than columns",
        "1,1,a,1,2024-01-01,public,more|more fields than columns",
        "x,1,a,1,2024-01-01,public|the track's id is not a whole number of 64 bits",
        "0,1,a,1,2024-01-01,public|the track's id is not positive",
        "1,-11,a,1,2024-01-01,public|the owner's id is not positive, or too large",
        "1,9223372036854775807,a,1,2024-01-01,public|the owner's id is not positive, or too large",
        "1,,a,1,2024-01-01,public|the owner's id is missing",
        "1,1,,1,2024-01-01,public|the title is missing",
        "1,1,a,long,2024-01-01,public|the duration is not a number",
        "1,1,a,-1,2024-01-01,public|the duration is negative, or longer than 24 days",
        "1,1,a,NaN,2024-01-01,public|the duration is negative, or longer than 24 days",
        "1,1,a,1,yesterday,public|a time is not in a format such as 2024-05-01 12:30:00",
        "1,1,a,1,+12345-01-01T00:00:00Z,public|a time is not in a format such as 2024-05-01 12:30:00",
        "1,1,a,1,2024-01-01,secret|sharing has an unknown value"
      })
  void aBadLineIsReportedWithItsReasonAndAffectsNoOther(String line, String reason)
      throws Exception {
    read(
        "id,user_id,title,duration,published_at,sharing\n"
            + "5,1,before,1,2024-01-01,public\n"
            + line
            + "\n6,1,after,1,2024-01-01,public\n");
    assertThat(bad).containsExactly("3: " + reason);
    assertThat(tracks).extracting(Track::getId).containsExactly(5L, 6L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-05-01", "2024-05-01 00:00:00", "2024-05-01T02:00+02:00"})
  void timesHaveSeveralNotations(String text) {
    assertThat(CatalogueTime.micros(text)).isEqualTo(micros("2024-05-01T00:00:00Z"));
  }

  @Test
  void aHeaderWithoutRequiredColumnsIsRejectedWithAllMissingOnes() {
    assertThatThrownBy(() -> read("name,id\n"))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("user_id or artist_id or artist.id; title or track.title");
  }

  @Test
  void anEmptyFileIsRejected() {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(OperationException.class)
        .hasMessageEndingWith("is empty.");
  }

  @Test
  void anUnclosedQuoteLosesTheLinesAfterItButNotThoseBefore() throws Exception {
    StringBuilder text = new StringBuilder("id,user_id,title\n1,1,a\n2,1,\"b\n");
    for (int i = 3; i < 200_000; i++) {
      text.append(i).append(",1,x\n");
    }
    assertThatThrownBy(() -> read(text.toString())).isInstanceOf(IOException.class);
    assertThat(tracks).extracting(Track::getId).containsExactly(1L);
  }

  @Test
  void textsAreCutToTheLengthOfTheirColumn() throws Exception {
    read("id,user_id,title\n1,1," + "🎧".repeat(300) + "\n");
    assertThat(tracks.get(0).getTitle()).isEqualTo("🎧".repeat(255));
  }

  private void read(String text) throws Exception {
    read(Files.writeString(directory.resolve("tracks.csv"), text));
  }

  private void read(Path file) throws Exception {
    new TrackFile(new TextFile(file))
        .read(
            new TrackFile.Reader() {
              @Override
              public void track(TrackRecord record) throws BadLineException {
                tracks.add(record.track(10, 0, NOW));
                owners.add(record.owner(10, NOW));
              }

              @Override
              public void bad(long line, String reason, String content) {
                bad.add(line + ": " + reason);
              }
            });
  }

  private static long micros(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
