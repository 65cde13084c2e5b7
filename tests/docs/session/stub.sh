#!/bin/sh
# Stands in for a program that would need credentials or a network: writes down how it was called, and answers what later lines need.
name=${0##*/}
# In one piece: the two ends of a pipe write at the same time.
separator=$(printf '\037')
call=$name
for argument in "$@"; do call=$call$separator$argument; done
printf '%s\036' "$call" >>"$CALLS"

# A program that reads what is piped into it ends after its writer.
for argument in "$@"; do
  case "$argument" in
    -x | *=- | *:///dev/stdin | --password-stdin) cat >/dev/null ;;
  esac
done

case "$name $1 $2" in
  "bash bin/"*) exec /bin/bash "$@" ;;
  # What a script of ours demands of its environment, without what it does.
  "bash "*.sh*) grep -h '^: "${' "$1" | /bin/bash -eu -s || exit ;;
  "aws sts get-caller-identity") echo 111122223333 ;;
  "aws sts assume-role") echo id key token ;;
  "aws autoscaling describe-auto-scaling-groups" | "aws ecs describe-capacity-providers")
    echo arn:aws:autoscaling:eu-north-1:111122223333:autoScalingGroup:1:autoScalingGroupName/nodes ;;
  "aws ecs list-services") echo arn:aws:ecs:eu-north-1:111122223333:service/acme-fleet/serving ;;
  # No task runs, and the service is on the provider that is asked about.
  "aws ecs describe-services") case "$*" in *runningCount*) echo 0 ;; *) echo provider ;; esac ;;
  "aws s3api list-object-versions") printf 'key version\n' ;;
  "aws kms get-public-key") cat "$PUBLIC_KEY" ;;
  "terraform providers lock") echo '# locked' >.terraform.lock.hcl ;;
  "terraform output "* | "terraform -chdir="*" output") echo '{}' ;;
  "npm run -s") [ "$4" = -- ] && [ "$5" = attest ] && cat "$STATEMENT" ;;
  # Of two nodes one has the template of its group, or the model of its scale set; all answer.
  "gcloud compute instance-groups") case "$4" in describe) echo new ;; list-instances) printf 'node-1\told\nnode-2\tnew\n' ;; esac ;;
  "gcloud compute backend-services") echo 'HEALTHY;HEALTHY;HEALTHY' ;;
  "az vmss list-instances") echo 1 ;;
  "az vmss get-instance-view") echo HealthState/healthy ;;
  "aws "*) echo "$2" ;;
esac
exit 0
