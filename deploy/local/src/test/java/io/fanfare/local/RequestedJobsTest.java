package io.fanfare.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.ops.backfill.JobRequest;
import io.fanfare.ops.backfill.SearchBuild;
import io.fanfare.schemas.search.Indices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestedJobsTest {

  @TempDir private Path directory;
  private StackHome home;

  @BeforeEach
  void create() {
    home = new StackHome(directory);
    home.create();
  }

  @Test
  void aNewHomeBeginsWithTheFirstGenerationOfThisRelease() {
    assertThat(new RequestedJobs(home).generations())
        .containsExactly(new SearchBuild(Indices.FIRST_GENERATION, null));
  }

  @Test
  void anOlderHomeContinuesWithItsGeneration() throws IOException {
    Files.writeString(
        home.data(RequestedJobs.RUNS),
        "{\"fan-out\": {\"runs\": [\"a\"], \"checkpointed\": true},"
            + " \"search-v1\": {\"runs\": [\"b\"], \"checkpointed\": true}}");
    RequestedJobs jobs = new RequestedJobs(home);
    assertThat(jobs.generations()).containsExactly(new SearchBuild("v1", null));
    jobs.add(new SearchBuild("v2", "file:///savepoint-1"));
    assertThat(jobs.generations())
        .containsExactly(new SearchBuild("v1", null), new SearchBuild("v2", "file:///savepoint-1"));
  }

  @Test
  void readsWhatAFormerReleaseHasBegun() throws IOException {
    Files.writeString(
        home.data("search-generations.json"),
        "[{\"name\": \"v1\", \"from\": null}, {\"name\": \"v1-2\", \"from\": \"v1\"}]");
    Files.writeString(
        home.data("dashboard-rebuild.json"),
        "{\"savepoint\": \"file:///s\", \"generation\": 1,"
            + " \"part\": {\"users\": \"\", \"from\": \"\", \"to\": \"\"}}");
    Files.writeString(
        home.data("stats-rebuild.json"), "{\"from\": \"\", \"to\": \"\", \"fromSavepoint\": true}");
    List<JobRequest> all = new RequestedJobs(home).all();
    assertThat(all).hasSize(4);
    assertThat(all).allSatisfy(request -> assertThat(request.arguments()).doesNotContainNull());
  }
}
