package io.fanfare.agents.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host; may block. */
@FunctionalInterface
public interface NameResolver {

  /** The resolver of the machine. */
  NameResolver SYSTEM = InetAddress::getAllByName;

  InetAddress[] resolve(String host) throws UnknownHostException;
}
