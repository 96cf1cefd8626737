/** Child processes: starting them, recognizing them later, and finding who holds a port. */
@NullMarked
package io.fanfare.local.process;

import org.jspecify.annotations.NullMarked;
