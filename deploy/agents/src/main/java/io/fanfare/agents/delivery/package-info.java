/** What an agent does with a message: judge it again, claim it in the ledger, send it, report. */
@NullMarked
package io.fanfare.agents.delivery;

import org.jspecify.annotations.NullMarked;
