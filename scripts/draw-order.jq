# Draws a plan, such as "web ⇐ db ready, migrate succeeded; migrate ⇐ db ready", as stages from top to bottom.

[split("; ")[] | select(contains(" ⇐ ")) | split(" ⇐ ")
 | .[0] as $waiter | .[1] | split(", ")[] | split(" ") | {waiter: $waiter, name: .[0], condition: .[1]}] as $waits
| def stage($name): [$waits[] | select(.waiter == $name) | stage(.name)] | (max // 0) + 1;
  [$waits[] | .name, .waiter] | unique | map({name: ., stage: stage(.)}) | group_by(.stage)[]
| map(.name) as $names
| [$waits[] | select(.waiter | IN($names[]))] as $into
| if $into == [] then empty
  elif $into | map(.condition) | unique | length == 1 then "      ↓ \($into[0].condition)"
  else "      ↓ \($into | map("\(.name) \(.condition)") | unique | join(", "))"
  end,
  "    \($names | join(", "))"
