package io.fanfare.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackHomeTest {

  @TempDir Path directory;

  @Test
  void aWipedHomeLeavesNothing() throws IOException {
    StackHome home = new StackHome(directory.resolve("home"));
    home.create();
    Files.createDirectories(home.data("kafka"));
    Files.writeString(home.data("kafka").resolve("log"), "x");
    home.wipe();
    assertThat(directory.resolve("home")).doesNotExist();
  }

  @Test
  void wipingKeepsFilesThatAreNotTheStacks() throws IOException {
    StackHome home = new StackHome(directory);
    home.create();
    Files.writeString(directory.resolve("mine"), "x");
    home.wipe();
    assertThat(directory).isDirectoryNotContaining("glob:**/data");
    assertThat(directory.resolve("mine")).exists();
  }

  @Test
  void aDirectoryThatIsNotAHomeIsNotWiped() throws IOException {
    Files.createDirectories(directory.resolve("data"));
    assertThatThrownBy(() -> new StackHome(directory).wipe())
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("is not the home of a stack");
    assertThat(directory.resolve("data")).exists();
  }

  @Test
  void wipingDoesNotFollowLinks() throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("kept"), "x");
    StackHome home = new StackHome(directory.resolve("home"));
    home.create();
    Files.createSymbolicLink(home.run().resolve("link"), elsewhere);
    home.wipe();
    assertThat(elsewhere.resolve("kept")).exists();
  }

  @Test
  void aPathThatClassPathsCannotContainIsRejected() {
    assertThatThrownBy(() -> new StackHome(Path.of("/tmp/a:b")))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("choose another with --home");
    assertThat(new StackHome(Path.of("/tmp/with space")).root()).hasToString("/tmp/with space");
  }
}
