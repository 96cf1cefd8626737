package io.fanfare.local.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the process that listens on a port, in the kernel's tables. */
public final class PortHolder {

  private static final Pattern SOCKET =
      Pattern.compile("^ *\\d+: [0-9A-F]+:([0-9A-F]{4}) \\S+ (\\S\\S) .*");
  private static final String LISTENING = "0A";

  /** Position of the inode among the fields of a line of /proc/net/tcp. */
  private static final int INODE = 9;

  private PortHolder() {}

  /**
   * Process id of the listener on a port of this machine.
   *
   * @return empty if no process listens, or if it belongs to a user whose processes this one cannot
   *     inspect
   */
  public static OptionalLong of(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try {
        sockets.addAll(listeners(Files.readAllLines(Path.of(table)), port));
      } catch (IOException e) {
        // A machine without IPv6 has no such table.
      }
    }
    return sockets.isEmpty() ? OptionalLong.empty() : owner(sockets);
  }

  /** Inodes of the sockets that listen on a port, from the lines of /proc/net/tcp. */
  static Set<String> listeners(List<String> table, int port) {
    Set<String> inodes = new HashSet<>();
    for (String line : table) {
      Matcher socket = SOCKET.matcher(line);
      if (socket.matches()
          && socket.group(2).equals(LISTENING)
          && Integer.parseInt(socket.group(1), 16) == port) {
        inodes.add(line.strip().split(" +")[INODE]);
      }
    }
    return inodes;
  }

  private static OptionalLong owner(Set<String> inodes) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, inodes)) {
          return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      // Without /proc no process is found.
    }
    return OptionalLong.empty();
  }

  private static boolean holds(Path process, Set<String> inodes) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        String target = Files.readSymbolicLink(file).toString();
        if (target.startsWith("socket:[")
            && inodes.contains(target.substring("socket:[".length(), target.length() - 1))) {
          return true;
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // The process has ended, or belongs to another user.
    }
    return false;
  }
}
