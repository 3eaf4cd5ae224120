{{- define "sluice.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- /* 52: a StatefulSet's pods and a CronJob's jobs append to it. */ -}}
{{- define "sluice.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "sluice.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "sluice.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "sluice.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "sluice.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- /* The service's pods, and nothing else of the release. */ -}}
{{- define "sluice.selectorLabels" -}}
app.kubernetes.io/name: {{ include "sluice.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: service
{{- end -}}

{{- define "sluice.labels" -}}
app.kubernetes.io/name: {{ include "sluice.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "sluice.dataset" -}}
{{- (fromYaml .Values.definition).dataset -}}
{{- end -}}

{{- define "sluice.inputTopic" -}}
{{- default (printf "%s.xml" (include "sluice.dataset" .)) .Values.kafka.inputTopic -}}
{{- end -}}

{{- /* Of a place: folder, hdfs or s3 */ -}}
{{- define "sluice.kind" -}}
{{- if hasPrefix "s3://" . -}}s3{{- else if hasPrefix "hdfs://" . -}}hdfs{{- else -}}folder{{- end -}}
{{- end -}}

{{- define "sluice.rawKind" -}}
{{- include "sluice.kind" .Values.raw.path -}}
{{- end -}}

{{- /* Of all places that the release works on, such as "s3 folder". */ -}}
{{- define "sluice.kinds" -}}
{{- include "sluice.rawKind" . -}}
{{- if .Values.batch.enabled }} {{ include "sluice.kind" .Values.batch.processed.path -}}
{{- if and .Values.batch.retain.enabled (not .Values.batch.retain.delete) }} {{ include "sluice.kind" .Values.batch.retain.archive.path -}}{{- end -}}
{{- end -}}
{{- end -}}

{{- define "sluice.rowsPartitions" -}}
{{- dig "rows" "partitions" 4 .Values.config -}}
{{- end -}}

{{- /* Pods that can have work: tasks before the re-key topic, or behind it. */ -}}
{{- define "sluice.usefulReplicas" -}}
{{- max (int .Values.kafka.inputPartitions) (int (include "sluice.rowsPartitions" .)) -}}
{{- end -}}

{{- /* Seconds of a duration such as 20s, 2m or 1500ms. */ -}}
{{- define "sluice.seconds" -}}
{{- $value := . | toString -}}
{{- if hasSuffix "ms" $value -}}{{- div (trimSuffix "ms" $value | int) 1000 -}}
{{- else if hasSuffix "s" $value -}}{{- trimSuffix "s" $value | int -}}
{{- else if hasSuffix "m" $value -}}{{- mul (trimSuffix "m" $value | int) 60 -}}
{{- else if hasSuffix "h" $value -}}{{- mul (trimSuffix "h" $value | int) 3600 -}}
{{- else -}}{{- fail (printf "Invalid duration: %s, expected such as 20s or 2m" $value) -}}
{{- end -}}
{{- end -}}

{{- define "sluice.image" -}}
{{- printf "%s:%s" .image.repository (default .appVersion .image.tag) -}}
{{- end -}}

{{- /* What every pod of the release has in common: takes the root, gives the beginning of a pod's spec. */ -}}
{{- define "sluice.podBase" -}}
serviceAccountName: {{ include "sluice.serviceAccountName" . }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext: {{- toYaml .Values.podSecurityContext | nindent 2 }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- /* Environment, mounts and volumes of what talks to the storage; credentials by reference. */ -}}
{{- define "sluice.env" -}}
{{- $options := .Values.javaOptions -}}
{{- if contains "hdfs" (include "sluice.kinds" .) }}
- name: HADOOP_CONF_DIR
  value: /etc/hadoop
{{- if .Values.raw.hdfs.principal }}
{{- $options = printf "-Djava.security.krb5.conf=/etc/hadoop/krb5.conf %s" $options }}
{{- end }}
{{- end }}
{{- with $options | trim }}
- name: SLUICE_JAVA_OPTS
  value: {{ . | quote }}
{{- end }}
{{- if .Values.raw.s3.existingSecret }}
{{- range list "AWS_ACCESS_KEY_ID" "AWS_SECRET_ACCESS_KEY" }}
- name: {{ . }}
  valueFrom:
    secretKeyRef: {name: {{ $.Values.raw.s3.existingSecret }}, key: {{ . }}}
{{- end }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "sluice.mounts" -}}
- {name: config, mountPath: /etc/sluice, readOnly: true}
{{- if .Values.kafka.existingSecret }}
- {name: kafka, mountPath: /etc/sluice-kafka, readOnly: true}
{{- end }}
{{- if eq (include "sluice.rawKind" .) "folder" }}
- {name: raw, mountPath: {{ .Values.raw.path }}}
{{- end }}
{{- if contains "hdfs" (include "sluice.kinds" .) }}
- {name: hadoop, mountPath: /etc/hadoop, readOnly: true}
{{- if .Values.raw.hdfs.existingSecret }}
- {name: keytab, mountPath: /etc/sluice-keytab, readOnly: true}
{{- end }}
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "sluice.volumes" -}}
- name: config
  configMap: {name: {{ include "sluice.fullname" . }}}
{{- with .Values.kafka.existingSecret }}
- name: kafka
  secret: {secretName: {{ . }}, defaultMode: 0440}
{{- end }}
{{- if eq (include "sluice.rawKind" .) "folder" }}
- name: raw
  persistentVolumeClaim: {claimName: {{ .Values.raw.existingClaim }}}
{{- end }}
{{- if contains "hdfs" (include "sluice.kinds" .) }}
- name: hadoop
  configMap: {name: {{ .Values.raw.hdfs.existingConfigMap }}}
{{- with .Values.raw.hdfs.existingSecret }}
- name: keytab
  secret: {secretName: {{ . }}, defaultMode: 0440}
{{- end }}
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* Options of every command that reads the RAW zone and Kafka. */ -}}
{{- define "sluice.kafkaArgs" -}}
- --bootstrap={{ .Values.kafka.bootstrapServers }}
{{- if .Values.kafka.existingSecret }}
- --command-config=/etc/sluice-kafka/client.properties
{{- end }}
{{- end -}}

{{- /* A tree of settings as options (--set, --conf), for commands that read no configuration file. */ -}}
{{- define "sluice.settings" -}}
{{- range $key, $value := .value }}
{{- if kindIs "map" $value }}
{{- include "sluice.settings" (dict "option" $.option "prefix" (printf "%s.%s" $.prefix $key) "value" $value) }}
{{- else }}
- {{ printf "%s=%s.%s=%v" $.option $.prefix $key $value | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* What config.raw says of the storage, in the words of Hadoop and Spark, for the batch. */ -}}
{{- define "sluice.batchSettings" -}}
{{- $raw := dig "raw" dict .Values.config -}}
{{- if contains "s3" (include "sluice.kinds" .) }}
{{- $s3 := dig "s3" dict $raw }}
{{- with $s3.endpoint }}
- --s3-endpoint={{ . }}
{{- end }}
{{- $s3a := dict }}
{{- with $s3.region }}
{{- $_ := set $s3a "endpoint.region" . }}
{{- end }}
{{- if hasKey $s3 "path-style" }}
{{- $_ := set $s3a "path.style.access" (index $s3 "path-style") }}
{{- end }}
{{- with get (dict "aes256" "AES256" "kms" "SSE-KMS") (dig "encryption" "" $s3) }}
{{- $_ := set $s3a "encryption.algorithm" . }}
{{- end }}
{{- with index $s3 "kms-key-id" }}
{{- $_ := set $s3a "encryption.key" . }}
{{- end }}
{{- include "sluice.settings" (dict "option" "--conf" "prefix" "spark.hadoop.fs.s3a" "value" $s3a) }}
{{- end }}
{{- if contains "hdfs" (include "sluice.kinds" .) }}
{{- include "sluice.settings" (dict "option" "--conf" "prefix" "spark.hadoop" "value" (dig "hdfs" "conf" dict $raw)) }}
{{- end }}
{{- end -}}
