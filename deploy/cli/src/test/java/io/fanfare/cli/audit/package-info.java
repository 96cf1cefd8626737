@NullMarked
package io.fanfare.cli.audit;

import org.jspecify.annotations.NullMarked;
