/** The whole stack on one machine: real servers, run as child processes of a supervisor. */
@NullMarked
package io.fanfare.local;

import org.jspecify.annotations.NullMarked;
